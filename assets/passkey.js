// Passkeys: the browser makes or shows one, and its answer is sent as a field of the form.
//   form data-passkey="create" or "get", data-options: what the server asks of it; a hidden field named passkey
const ask = async (form) => {
  const { publicKey } = JSON.parse(form.dataset.options);
  const made =
    form.dataset.passkey === "create"
      ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(publicKey) })
      : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(publicKey) });
  form.elements.passkey.value = JSON.stringify(made);
  form.requestSubmit();
};

const offer = (form) => {
  const trouble = form.querySelector("[data-passkey-trouble]");
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    if (form.elements.passkey.value) return;
    event.preventDefault();
    trouble.textContent = "";
    ask(form).catch(() => {
      trouble.textContent = form.querySelector("template").content.textContent;
    });
  });
};

export function offerPasskeys() {
  if (window.PublicKeyCredential && PublicKeyCredential.parseCreationOptionsFromJSON) {
    document.querySelectorAll("form[data-passkey]").forEach(offer);
  }
}
