import type { HandedOver } from '../../domain/casework/doors/hand-over-door.ts';
import type { Member } from '../../domain/member/member.ts';
import type { Language } from '../../settings/localised.ts';
import type { Settings } from '../../settings/schema.ts';
import { pagePath } from '../routes.ts';
import { Layout } from '../ui/layout.tsx';
import { QrCode } from '../ui/qr-code.tsx';
import { dayText } from '../ui/words.ts';
import { handOverText } from './hand-over-texts.ts';

type HandedOverProps = {
  readonly settings: Settings;
  readonly member: Member;
  readonly caseId: string;
  readonly handed: HandedOver;
  /** What the prepared text is written in. */
  readonly language: Language;
};

const Prepared = ({
  settings,
  language,
  handed,
}: Pick<HandedOverProps, 'settings' | 'language' | 'handed'>) => {
  const { subject, text } = handOverText(settings, language, { link: handed.link, by: handed.handOverBy });
  const mail = `mailto:?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(text)}`;
  return (
    <>
      <h2>Send it as a message</h2>
      <p>
        This service sends nothing to them. Copy this text, or <a href={mail}>open it in your mail program</a>
        . It says who it is from, and nothing of what it is about. Send it to an address that they alone read.
      </p>
      <p class="secret text" lang={language} dir="auto" translate="no">
        {text}
      </p>
    </>
  );
};

/** The one time that words and link are shown to the member who hands them over. */
export const HandedOverPage = (props: HandedOverProps) => {
  const { settings, member, caseId, handed } = props;
  return (
    <Layout settings={settings} member={member} title="To hand over" narrow>
      <h1>Hand this over</h1>
      <p class="box" role="status">
        It works once, until {dayText(handed.handOverBy)}: whoever uses it is given words of their own, which
        nobody else knows. It is shown this one time. Keep no copy.
      </p>
      <h2>As a link</h2>
      <p class="secret" translate="no">
        {handed.link}
      </p>
      <p>Opening the link uses nothing up. Only pressing the button there does.</p>
      <h2>As twelve words</h2>
      <p class="secret" lang="en" translate="no">
        {handed.passphrase}
      </p>
      <p>
        They are entered at <bdi>{handed.link.slice(0, handed.link.indexOf('#'))}</bdi>.
      </p>
      <h2>As a picture to scan</h2>
      <p>
        <QrCode text={handed.link} label="QR code of the link above" />
      </p>
      <Prepared settings={settings} language={props.language} handed={handed} />
      <p>
        <a href={pagePath(caseId, 'people')}>Back to the people of the case</a>
      </p>
    </Layout>
  );
};
