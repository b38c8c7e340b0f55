import { raw } from 'hono/html';
import type { Settings } from '../../settings/schema.ts';
import type { PasskeyHost } from './passkey-host.ts';
import { enrolmentLinkScript } from '../../web/page/page-scripts.ts';
import { routes } from '../routes.ts';
import { ErrorSummary, Layout } from '../ui/layout.tsx';
import { PasskeyButton } from './passkey-button.tsx';

/** Why passkeys cannot be made or used at this address. */
const Elsewhere = ({ address }: { readonly address: string }) => (
  <div class="box warn">
    <p>
      Passkeys bind to the name of the host they are made on, for good. This address is not the one your team
      uses, so no passkey is made or asked for here.
    </p>
    {address === '' ? (
      <p>
        Anybody who runs this service must name the team’s host in its settings (teamHost), or use the default
        address.
      </p>
    ) : (
      <p>
        Go to <a href={address}>{address}</a>
      </p>
    )}
  </div>
);

export const SignInPage = (props: {
  readonly settings: Settings;
  readonly host: PasskeyHost;
  readonly options: unknown;
  readonly problem?: string | undefined;
  readonly news?: string | undefined;
}) => {
  const { settings, host, problem } = props;
  return (
    <Layout settings={settings} title="Sign in" narrow failed={problem !== undefined}>
      <h1>Something may be waiting for you</h1>
      <ErrorSummary problems={problem === undefined ? [] : [{ field: '', text: problem }]} />
      {props.news !== undefined && (
        <p class="box" role="status">
          {props.news}
        </p>
      )}
      {host.kind === 'elsewhere' ? (
        <Elsewhere address={host.address} />
      ) : (
        <PasskeyButton action={routes.signIn} label="Sign in with a passkey" options={props.options} />
      )}
      <p>
        <a href={routes.first}>I am signed in already</a>
      </p>
      <h2>No passkey yet, or lost it?</h2>
      <p>
        Somebody who leads the team, or whoever runs this service, can give you a link that works once and for
        72 hours.
      </p>
      <p class="soft">Scripts use an access token: Authorization: Bearer, at /api/cases.</p>
    </Layout>
  );
};

/** Where an enrolment link leads. Its secret stands behind `#` until the person presses the button. */
export const EnrolmentLinkPage = (props: {
  readonly settings: Settings;
  readonly host: PasskeyHost;
  readonly problem?: string | undefined;
}) => (
  <Layout settings={props.settings} title="Welcome" narrow failed={props.problem !== undefined}>
    <h1>Join the team’s pages</h1>
    <ErrorSummary problems={props.problem === undefined ? [] : [{ field: 'link', text: props.problem }]} />
    {props.host.kind === 'elsewhere' ? (
      <Elsewhere address={props.host.address} />
    ) : (
      <form method="post" action={routes.enrol} autocomplete="off">
        <div class="question">
          <label for="link">The secret of your link</label>
          <p class="hint">
            It is what stands behind # in the link you were given. With scripts on it is filled in.
          </p>
          <input
            type="text"
            id="link"
            name="link"
            value=""
            spellcheck={false}
            autocapitalize="none"
            translate="no"
          />
        </div>
        <button type="submit" id="go">
          Go on
        </button>
      </form>
    )}
    <script>{raw(enrolmentLinkScript)}</script>
  </Layout>
);

export const EnrolmentPage = (props: {
  readonly settings: Settings;
  readonly memberName: string;
  readonly link: string;
  readonly options: unknown;
  readonly problem?: string | undefined;
}) => (
  <Layout settings={props.settings} title="Welcome" narrow failed={props.problem !== undefined}>
    <h1>Welcome, {props.memberName}</h1>
    <ErrorSummary problems={props.problem === undefined ? [] : [{ field: '', text: props.problem }]} />
    <p>
      Make a passkey on this device: your fingerprint, face or PIN then signs you in, and there is no password
      that could be stolen. You can add more, for other devices, later.
    </p>
    <PasskeyButton
      action={routes.enrolPasskey}
      label="Make a passkey"
      options={props.options}
      hidden={{ link: props.link }}
    >
      <PasskeyName />
    </PasskeyButton>
  </Layout>
);

export const PasskeyName = () => (
  <div class="question">
    <label for="name">What to call it</label>
    <p class="hint">Such as “my phone”, so that you know later which one to remove.</p>
    <input type="text" id="name" name="name" value="" maxlength={60} autocomplete="off" />
  </div>
);
