/** “Ada is here”: beside the picture, and at the images of the strip. */

import { live, type PersonHere } from "./live";

/** Shows who is where, now and whenever it changes, until the image is left. */
export function showPresence(host: HTMLElement, leaving: AbortSignal): void {
  const { account = "", image = "" } = host.dataset;
  const show = (all: readonly PersonHere[]): void => {
    const others = all.filter((here) => here.account !== account);
    say(others.filter((here) => here.image === image).map(({ name }) => name));
    for (const link of document.querySelectorAll<HTMLElement>(".image-link[data-image]")) {
      mark(
        link,
        others.filter((here) => here.image === link.dataset["image"]).map(({ name }) => name),
      );
    }
  };
  live.showHere = show;
  leaving.addEventListener("abort", () => {
    if (live.showHere === show) live.showHere = () => {};
  });
  show(live.here);
}

function say(names: readonly string[]): void {
  const place = document.getElementById("here");
  if (!place) return;
  const text = names.length === 0 ? "" : `${listed(names)} ${names.length === 1 ? "is" : "are"} here`;
  if (place.textContent !== text) place.textContent = text;
}

function mark(link: HTMLElement, names: readonly string[]): void {
  const present = link.querySelector(".here");
  if (names.length === 0) return present?.remove();
  const place = present ?? link.appendChild(document.createElement("span"));
  place.className = "here";
  const text = listed(names);
  if (place.textContent !== text) place.textContent = text;
}

/** `Ada`, `Ada and Ben`, `Ada, Ben and Eve` */
export function listed(names: readonly string[]): string {
  const [last, ...others] = [...names].reverse();
  return others.length === 0 ? (last ?? "") : `${others.reverse().join(", ")} and ${last}`;
}
