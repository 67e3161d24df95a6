// The one script: the NHS components that need one, and our own few lines. Every page works without it.
import { Button } from "nhsuk-frontend/dist/nhsuk/components/button/button.mjs";
import { CharacterCount } from "nhsuk-frontend/dist/nhsuk/components/character-count/character-count.mjs";
import { ErrorSummary } from "nhsuk-frontend/dist/nhsuk/components/error-summary/error-summary.mjs";
import { NotificationBanner } from "nhsuk-frontend/dist/nhsuk/components/notification-banner/notification-banner.mjs";
import { Radios } from "nhsuk-frontend/dist/nhsuk/components/radios/radios.mjs";
import { SkipLink } from "nhsuk-frontend/dist/nhsuk/components/skip-link/skip-link.mjs";
import { keepTyped } from "./keep.js";
import { listenForKeys } from "./keys.js";
import { offerPasskeys } from "./passkey.js";

keepTyped();
listenForKeys();
offerPasskeys();
document.querySelectorAll("[data-print]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
});
for (const Component of [Button, CharacterCount, ErrorSummary, NotificationBanner, Radios, SkipLink]) {
  document.querySelectorAll(`[data-module="${Component.moduleName}"]`).forEach((root) => new Component(root));
}
