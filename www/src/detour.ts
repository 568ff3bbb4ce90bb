// What took the place of the reader's message leads back to it.
import { button, element } from "./dom.js";

export interface Detour {
  /** Goes on to a text that was made from what is in the box, or for it. `said`: what is there now. */
  take(text: string, said: string): void;
  /** Something else was loaded: there is no way back any more. */
  end(): void;
}

export function detour(notice: HTMLElement, box: HTMLTextAreaElement, load: (text: string) => void): Detour {
  let origin: string | null = null;
  const end = () => {
    origin = null;
    notice.replaceChildren();
  };
  return {
    take(text, said) {
      const back = (origin ??= box.value);
      load(text);
      origin = back;
      notice.replaceChildren(element("p", { class: "notice info" }, said, " ", button("Back to my message", () => {
        end();
        load(back);
      }, "link")));
    },
    end,
  };
}
