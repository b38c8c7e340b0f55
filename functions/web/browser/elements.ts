/** A new element at the end of another. */
export const append = <Tag extends keyof HTMLElementTagNameMap>(
  parent: Element,
  tag: Tag,
  text = '',
): HTMLElementTagNameMap[Tag] => {
  const element = document.createElement(tag);
  element.textContent = text;
  parent.appendChild(element);
  return element;
};
