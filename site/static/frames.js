// Figures with frames: each was drawn by the course's own code when the site was built, one picture per setting of its
// sliders. Here a slider only chooses which one is shown, so that no kernel is needed. Without this script the
// picture at its usual setting stands there, with its words.

function ready(figure) {
  const about = JSON.parse(figure.querySelector("script[type='application/json']").textContent);
  const image = figure.querySelector("img");
  const caption = figure.querySelector("figcaption");
  const controls = about.controls.map((control, place) => row(control, place));

  function row(control, place) {
    const line = document.createElement("div");
    line.className = "frame-row";
    const label = document.createElement("label");
    const slider = document.createElement("input");
    const shown = document.createElement("output");
    slider.type = "range";
    slider.id = `${about.id}-${place}`;
    slider.min = 0;
    slider.max = control.values.length - 1;
    slider.value = control.start;
    label.htmlFor = slider.id;
    label.textContent = control.label;
    shown.htmlFor = slider.id;
    line.append(label, slider, shown);
    figure.insertBefore(line, caption);
    slider.addEventListener("input", () => moved(place));
    return { slider, shown, values: control.values, start: control.start };
  }

  function moved(place) {
    let frame = about.frames[key()];
    if (frame === undefined) {  // drawn with one control moved at a time: the others go back to where they started
      controls.forEach((control, other) => { if (other !== place) control.slider.value = control.start; });
      frame = about.frames[key()];
    }
    say();
    image.src = about.folder + frame.file;
    image.alt = frame.alt;
    caption.textContent = frame.alt;
  }

  function key() {
    return controls.map(control => control.slider.value).join(",");
  }

  function say() {
    for (const { slider, shown, values } of controls) {
      shown.textContent = values[slider.value];
      slider.setAttribute("aria-valuetext", values[slider.value]);
    }
  }

  say();
  figure.classList.remove("waiting");
}

document.querySelectorAll(".frames").forEach(ready);
