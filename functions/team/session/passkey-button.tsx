import { raw } from 'hono/html';
import { passkeyScript } from '../../web/page/page-scripts.ts';

/** A form whose button asks the browser for a passkey; the one thing on the team's pages that needs a script. */
export const PasskeyButton = (props: {
  readonly action: string;
  readonly label: string;
  /** What `navigator.credentials` is asked for, as JSON. */
  readonly options: unknown;
  readonly hidden?: Readonly<Record<string, string>>;
  readonly children?: unknown;
}) => (
  <>
    <form method="post" action={props.action}>
      {Object.entries(props.hidden ?? {}).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <input type="hidden" name="response" value="" />
      {props.children}
      <button type="button" id="passkey" data-options={JSON.stringify(props.options)} hidden>
        {props.label}
      </button>
    </form>
    <p id="unsupported" class="box warn" hidden role="alert">
      This browser knows no passkeys. Use a newer one, or a phone.
    </p>
    <p id="failed" class="box warn" hidden role="alert">
      The passkey was not used: it was cancelled, took too long, or is not on this device. Try again.
    </p>
    <noscript>
      <p class="box warn">
        Passkeys need scripts: this page runs a single small one for them. Please allow it here.
      </p>
    </noscript>
    <script>{raw(passkeyScript)}</script>
  </>
);
