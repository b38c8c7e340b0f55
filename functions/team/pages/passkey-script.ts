/**
 * Asks the browser for a passkey and sends what it answers with the form around the button. The options come with the
 * page; bytes travel as base64url (WebAuthn Level 3 §5.1). Nothing else runs on a page of the team.
 */
export const passkeyScript = `(function(){var b=document.getElementById('passkey');if(!b)return;var f=b.form;
function say(id){['unsupported','failed'].forEach(function(n){var e=document.getElementById(n);if(e)e.hidden=n!==id})}
if(!window.PublicKeyCredential||!navigator.credentials){say('unsupported');return}
b.hidden=false;
function bytes(s){s=atob(s.replace(/-/g,'+').replace(/_/g,'/'));var a=new Uint8Array(s.length);
for(var i=0;i<s.length;i++)a[i]=s.charCodeAt(i);return a}
function text(b){var s='';new Uint8Array(b).forEach(function(c){s+=String.fromCharCode(c)});
return btoa(s).replace(/\\+/g,'-').replace(/\\//g,'_').replace(/=+$/,'')}
b.addEventListener('click',function(){say('');b.disabled=true;var o=JSON.parse(b.dataset.options);o.challenge=bytes(o.challenge);
if(o.user)o.user.id=bytes(o.user.id);(o.excludeCredentials||[]).forEach(function(c){c.id=bytes(c.id)});
navigator.credentials[o.user?'create':'get']({publicKey:o}).then(function(c){var r=c.response;
var a={clientDataJSON:text(r.clientDataJSON)};
if(o.user){a.attestationObject=text(r.attestationObject);a.transports=r.getTransports?r.getTransports():[]}
else{a.authenticatorData=text(r.authenticatorData);a.signature=text(r.signature);a.userHandle=text(r.userHandle)}
f.elements.response.value=JSON.stringify({id:c.id,rawId:text(c.rawId),type:c.type,clientExtensionResults:{},response:a});
f.submit()}).catch(function(){b.disabled=false;say('failed')})})})();`;

/** Takes an enrolment link's secret from behind `#` into the form, and out of the address bar. It sends nothing. */
export const enrolmentScript = `(function(){var t=location.hash.slice(1);var f=document.getElementById('link');
if(!f||!/^[A-Za-z0-9_-]{8,64}[.][A-Za-z0-9_-]{43}$/.test(t))return;f.value=t;history.replaceState(null,'',location.pathname);
document.getElementById('go').focus()})();`;
