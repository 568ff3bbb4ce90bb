/** Buttons that copy, and messages that go on by themselves; without it people click. */
export const SCRIPT = `
for (const button of document.querySelectorAll("button[data-copies]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copies).textContent);
    button.textContent = "Copied";
    setTimeout(() => (button.textContent = "Copy"), 1500);
  });
}
document.querySelector("form[data-goes-on]")?.submit();
document.querySelector("a[data-goes-on]")?.click();
`;
