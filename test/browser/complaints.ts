/** Runs in the page: what somebody who sees, points or moves differently could not use on it. */
export const complaints = `(() => {
  const found = [];
  const name = (element) => element.tagName + ' ' + (element.id || element.textContent.trim().slice(0, 40));
  const isSeen = (element) => element.getClientRects().length > 0 && !element.closest('.out-of-sight');
  const all = [...document.querySelectorAll('body *')].filter(isSeen);
  const border = (element, side) => {
    const style = getComputedStyle(element);
    return style['border-' + side + '-style'] !== 'none' && parseFloat(style['border-' + side + '-width']) >= 1 &&
      style['border-' + side + '-color'] !== style.backgroundColor;
  };
  for (const element of all) {
    const style = getComputedStyle(element);
    if (element.matches('button, .button, .exit, textarea, input[type=text], .errors') &&
      !['top', 'bottom', 'left', 'right'].every((side) => border(element, side))) found.push('no border: ' + name(element));
    if (element.matches('.wrong, .warn') && !border(element, 'inline-start')) found.push('no mark: ' + name(element));
    if (style.animationName !== 'none' || !/^0s(, 0s)*$/.test(style.transitionDuration)) found.push('moves: ' + name(element));
    if (!element.matches('textarea, input[type=text], input[type=file]') && style.overflowX !== 'auto' && style.display !== 'inline' && element.scrollWidth > element.clientWidth + 1 &&
      element.clientWidth > 0) found.push('cut off: ' + name(element));
    if (element.matches('a, button, input, textarea, summary')) {
      const box = element.getBoundingClientRect();
      const isInSentence = element.tagName === 'A' && style.display === 'inline' &&
        element.parentElement.textContent.trim().length > element.textContent.trim().length;
      if (!isInSentence && (box.width < 24 || box.height < 24)) found.push('small: ' + name(element) + ' ' + box.width + 'x' + box.height);
    }
  }
  if (document.documentElement.scrollWidth > innerWidth) found.push('wider than the window');
  if (document.getAnimations().length > 0) found.push('animations');
  return found;
})()`;
