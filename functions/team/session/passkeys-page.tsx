import type { Member } from '../../domain/member/member.ts';
import type { Passkey } from '../../domain/member/session.ts';
import type { Settings } from '../../settings/schema.ts';
import { passkeyPath, routes } from '../routes.ts';
import type { PasskeyHost } from './passkey-host.ts';
import { ErrorSummary, Layout, type PageProblem } from '../ui/layout.tsx';
import { PasskeyButton } from './passkey-button.tsx';
import { PasskeyName } from './sign-in-page.tsx';

const PasskeyItem = ({ passkey, last }: { readonly passkey: Passkey; readonly last: boolean }) => (
  <li class="card">
    <h2 dir="auto">{passkey.name}</h2>
    <p class="meta">
      Added on {passkey.addedOn}
      {passkey.lastUsedOn === undefined ? '' : `, last used on ${passkey.lastUsedOn}`}
    </p>
    <form method="post" action={passkeyPath(passkey.passkeyId)} class="row">
      <div>
        <label for={`name-${passkey.passkeyId}`}>Name</label>
        <input
          type="text"
          id={`name-${passkey.passkeyId}`}
          name="name"
          value={passkey.name}
          maxlength={60}
          autocomplete="off"
        />
      </div>
      <button type="submit" name="do" value="rename" class="quiet">
        Rename
      </button>
      {!last && (
        <button type="submit" name="do" value="remove" class="quiet">
          Remove
        </button>
      )}
    </form>
  </li>
);

export const PasskeysPage = (props: {
  readonly settings: Settings;
  readonly member: Member;
  readonly host: PasskeyHost;
  readonly passkeys: readonly Passkey[];
  readonly options: unknown;
  readonly full: boolean;
  readonly news?: string | undefined;
  readonly problems?: readonly PageProblem[];
}) => {
  const { settings, member, passkeys, problems = [] } = props;
  return (
    <Layout
      settings={settings}
      member={member}
      here={routes.passkeys}
      title="My passkeys"
      narrow
      failed={problems.length > 0}
    >
      <h1>My passkeys</h1>
      <ErrorSummary problems={problems} />
      {props.news !== undefined && (
        <p class="box" role="status">
          {props.news}
        </p>
      )}
      <ul class="cases">
        {passkeys.map((passkey) => (
          <PasskeyItem passkey={passkey} last={passkeys.length === 1} />
        ))}
      </ul>
      {passkeys.length === 1 && (
        <p class="hint">The only one cannot be removed: you could not sign in any more.</p>
      )}
      <h2>Add another one</h2>
      {props.full || props.host.kind === 'elsewhere' ? (
        <p>
          {props.full
            ? 'You have as many as there can be. Remove one first.'
            : 'Passkeys are not made at this address.'}
        </p>
      ) : (
        <PasskeyButton action={routes.passkeys} label="Add a passkey" options={props.options}>
          <PasskeyName />
        </PasskeyButton>
      )}
    </Layout>
  );
};
