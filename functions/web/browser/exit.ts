const pressesToLeave = 3;
const pressesWithinMilliseconds = 5000;

/**
 * Makes the exit quicker: pressing Shift three times leaves, as on GOV.UK's "Exit this page", and leaving takes the
 * place of this page in the history of the tab. A Shift that writes a capital letter does not count, nor do presses more
 * than five seconds apart. The sentence about the key is shown only where this runs.
 */
const makeQuicker = (exit: HTMLAnchorElement, keyHint: HTMLElement): void => {
  let presses = 0;
  let wasShiftHeld = false;
  let timer: number | undefined;
  const leave = (): void => {
    document.body.hidden = true;
    location.replace(exit.href);
  };
  const startOver = (): void => {
    presses = 0;
    clearTimeout(timer);
  };
  keyHint.hidden = false;
  exit.setAttribute('aria-describedby', keyHint.id);
  exit.addEventListener('click', (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    leave();
  });
  document.addEventListener('keyup', ({ key, shiftKey }) => {
    if (key === 'Shift' && !wasShiftHeld) {
      clearTimeout(timer);
      timer = setTimeout(startOver, pressesWithinMilliseconds);
      presses += 1;
      if (presses === pressesToLeave) leave();
    } else startOver();
    wasShiftHeld = shiftKey;
  });
  addEventListener('pageshow', () => {
    document.body.hidden = false;
    startOver();
  });
};

const exit = document.querySelector<HTMLAnchorElement>('a.exit');
const keyHint = document.getElementById('exit-key');
if (exit && keyHint) makeQuicker(exit, keyHint);
