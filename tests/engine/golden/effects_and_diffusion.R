# Makes effects_and_diffusion.json: R's own answers to small made-up data sets.
# Run: Rscript effects_and_diffusion.R > effects_and_diffusion.json
# Needs Debian's r-base-core, r-cran-sandwich, r-cran-nlme (part of r-base-core's recommends), r-cran-jsonlite.
suppressMessages({library(sandwich); library(nlme); library(jsonlite)})
set.seed(20261122)
short <- function(x) c("intercept", "level", "time", "slope")[seq_along(x)]
named <- function(x) setNames(as.list(unname(x)), short(x))

its <- function(n, rho, slope) {
  time <- 1:n
  level <- as.integer(time > n / 2)
  after <- level * (time - n / 2)
  noise <- as.numeric(arima.sim(list(ar = rho), n, sd = 1.5))
  y <- round(30 + 0.2 * time - 3 * level + 0.1 * after + noise, 6)
  data <- data.frame(y, level, time, after)
  formula <- if (slope) y ~ level + time + after else y ~ level + time
  line <- lm(formula, data)
  reml <- gls(formula, data, correlation = corAR1(form = ~time), method = "REML",
              control = glsControl(tolerance = 1e-12, msTol = 1e-12))
  rho_hat <- as.numeric(coef(reml$modelStruct$corStruct, unconstrained = FALSE))
  list(input = list(outcome = y, time = time, intervention = level,
                    slope_change = if (slope) "time_after" else "none"),
       ar1_reml = list(coef = named(coef(reml)), se = named(sqrt(diag(vcov(reml)))), rho = rho_hat),
       ols_newey_west = list(lag = 3, coef = named(coef(line)),
         se = named(sqrt(diag(NeweyWest(line, lag = 3, prewhite = FALSE, adjust = FALSE))))))
}

counts <- function(n) {
  time <- 1:n
  level <- as.integer(time > n / 2)
  people <- round(runif(n, 900, 1100))
  y <- rnbinom(n, mu = people * exp(-3 + 0.01 * time - 0.2 * level), size = 20)
  fit <- glm(y ~ level + time + offset(log(people)), family = quasipoisson,
             control = glm.control(epsilon = 1e-15, maxit = 100))
  list(input = list(outcome = y, time = time, intervention = level, offset = people),
       coef = named(coef(fit)), se = named(sqrt(diag(vcov(fit)))),
       dispersion = summary(fit)$dispersion)
}

did <- function(places) {
  place <- rep(1:places, each = 4)
  treated <- as.integer(place > places / 2)
  after <- rep(c(0, 0, 1, 1), places)
  y <- round(10 + treated - after + 1.5 * treated * after + rnorm(places)[place] + rnorm(length(place)), 6)
  fit <- lm(y ~ treated * after)
  root <- function(v) sqrt(v["treated:after", "treated:after"])
  list(input = list(outcome = y, treated = treated, after = after, cluster = place),
       estimate = unname(coef(fit)["treated:after"]), se_ols = root(vcov(fit)),
       se_hc1 = root(vcovHC(fit, "HC1")), se_cluster = root(vcovCL(fit, place, type = "HC1")))
}

bass <- function() {
  t <- 1:16
  share <- function(t, p, q) (1 - exp(-(p + q) * t)) / (1 + q / p * exp(-(p + q) * t))
  x <- round(400 * (share(t, 0.02, 0.45) - share(t - 1, 0.02, 0.45)) + rnorm(16, sd = 2), 4)
  fit <- nls(x ~ m * (share(t, p, q) - share(t - 1, p, q)), start = list(m = 400, p = 0.02, q = 0.45),
             control = nls.control(tol = 1e-6, warnOnly = TRUE))
  list(input = list(series = x, curve = "bass"), coef = as.list(coef(fit)),
       se = as.list(summary(fit)$coefficients[, 2]), rss = deviance(fit))
}

cat(toJSON(list(
  provenance = paste("effects_and_diffusion.R with", R.version.string, "sandwich", packageVersion("sandwich"),
                     "nlme", packageVersion("nlme")),
  its = list(its(12, 0.1, FALSE), its(24, 0.3, FALSE), its(48, 0.5, TRUE), its(60, 0.6, FALSE), its(60, -0.4, TRUE)),
  counts = list(counts(24), counts(60)), did = list(did(6), did(20)), diffusion = list(bass())
), auto_unbox = TRUE, digits = 14, pretty = 1))
