/**
 * Makes the exit quicker: pressing Shift three times leaves, as on GOV.UK's "Exit this page", and leaving takes the
 * place of this page in the history of the tab. A Shift that writes a capital letter does not count, nor do presses more
 * than five seconds apart. The sentence about the key is shown only where this runs.
 */
export const exitScript = `(function(){var a=document.querySelector('.exit'),k=document.getElementById('exit-key'),n=0,m=false,t;
function out(){document.body.hidden=true;location.replace(a.href)}
function rest(){n=0;clearTimeout(t)}
k.hidden=false;a.setAttribute('aria-describedby','exit-key');
a.addEventListener('click',function(e){if(e.ctrlKey||e.metaKey||e.shiftKey||e.altKey)return;e.preventDefault();out()});
document.addEventListener('keyup',function(e){if(e.key==='Shift'&&!m){clearTimeout(t);t=setTimeout(rest,5000);if(++n===3)out()}
else rest();m=e.shiftKey});
addEventListener('pageshow',function(){document.body.hidden=false;rest()})})();`;
