/**
 * Fills the form from what follows `#` in a follow-up link, and takes it out of the address bar. It sends nothing:
 * the person presses the button.
 */
export const linkScript = `(function(){var t=location.hash.slice(1);var f=document.getElementById('words');
if(!f||!/^[A-Za-z0-9_-]{22}$/.test(t))return;f.value=t;history.replaceState(null,'',location.pathname);
document.getElementById('filled').hidden=false;document.getElementById('open').focus()})();`;
