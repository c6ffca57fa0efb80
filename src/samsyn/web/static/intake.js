// Drop files on the form and see how far they have come; without this the form posts them all at once as usual.
// Each file goes by itself, so that one that cannot be read or a lost connection spoils none of the others.
const form = document.querySelector("[data-drop]");
if (form) {
  const box = form.querySelector("[data-progress]");
  const bar = box.querySelector("progress");
  const text = box.querySelector("[data-progress-text]");
  const list = form.querySelector("[data-refused]");
  const input = form.querySelector("input[type=file]");

  const post = (file, many, onProgress) =>
    new Promise((resolve, reject) => {
      const body = new FormData(form);
      body.set("files", file);
      if (many) body.set("one_of_many", "1");
      const request = new XMLHttpRequest();
      request.upload.addEventListener("progress", (event) => onProgress(event.loaded / event.total));
      request.addEventListener("load", () => (request.status === 200 ? resolve(JSON.parse(request.responseText)) : reject()));
      request.addEventListener("error", reject);
      request.open("POST", location.pathname);
      request.setRequestHeader("Accept", "application/json");
      request.send(body);
    });

  const left = (started, done, count) => {
    const seconds = Math.round(((Date.now() - started) / 1000 / done) * (count - done));
    return seconds < 90 ? `${seconds} s kvar` : `${Math.round(seconds / 60)} min kvar`;
  };

  const refuse = (sentences) => {
    for (const sentence of sentences) {
      const item = document.createElement("li");
      item.textContent = sentence;
      list.append(item);
    }
    list.hidden = list.children.length === 0;
  };

  const send = async (files) => {
    const count = files.length;
    const started = Date.now();
    let done = 0;
    let go = location.pathname;
    box.hidden = false;
    list.replaceChildren();
    text.textContent = count === 1 ? `Läser in ${files[0].name}` : `0 av ${count} filer inlästa`;
    for (const file of files) {
      try {
        const answer = await post(file, count > 1, (share) => {
          bar.value = (done + share / 2) / count;
        });
        go = answer.go;
        refuse(answer.refused);
      } catch {
        text.textContent = `Anslutningen bröts efter ${done} av ${count} filer. Välj filerna igen: de som är inlästa hoppas över.`;
        return;
      }
      done += 1;
      bar.value = done / count;
      if (count > 1) text.textContent = `${done} av ${count} filer inlästa, ${left(started, done, count)}`;
    }
    if (list.children.length === 0) location.assign(count === 1 ? go : location.pathname);
    else text.textContent = `${count - list.children.length} av ${count} filer är inlästa. Ladda om sidan för att se dem.`;
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send([...input.files]);
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
    send([...input.files]);
  });
}
