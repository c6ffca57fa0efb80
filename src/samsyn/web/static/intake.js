// Drop files on the form and see how far they have come; without this the form posts as usual.
const form = document.querySelector("[data-drop]");
if (form) {
  const box = form.querySelector("[data-progress]");
  const bar = box.querySelector("progress");
  const text = box.querySelector("[data-progress-text]");
  const input = form.querySelector("input[type=file]");

  const send = () => {
    const request = new XMLHttpRequest();
    const count = input.files.length;
    box.hidden = false;
    request.upload.addEventListener("progress", (event) => {
      bar.value = event.loaded / event.total;
      text.textContent = event.loaded < event.total ? `Skickar ${count} filer` : `Läser ${count} filer`;
      if (event.loaded === event.total) bar.removeAttribute("value");
    });
    request.addEventListener("load", () => location.assign(JSON.parse(request.responseText).go));
    request.addEventListener("error", () => {
      text.textContent = "Filerna kom inte fram. Kontrollera nätet och försök igen.";
    });
    request.open("POST", location.pathname);
    request.setRequestHeader("Accept", "application/json");
    request.send(new FormData(form));
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send();
  });
  for (const kind of ["dragenter", "dragover"]) {
    form.addEventListener(kind, (event) => {
      event.preventDefault();
      form.toggleAttribute("data-over", true);
    });
  }
  form.addEventListener("dragleave", () => form.toggleAttribute("data-over", false));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    form.toggleAttribute("data-over", false);
    input.files = event.dataTransfer.files;
    send();
  });
}
