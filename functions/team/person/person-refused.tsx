import type { Member } from '../../domain/member/member.ts';
import type { Settings } from '../../settings/schema.ts';
import { pagePath } from '../routes.ts';
import { Layout } from '../ui/layout.tsx';

/** Why nothing was done or shown, and the way back to the respondent. */
export const PersonRefused = (props: {
  readonly settings: Settings;
  readonly member: Member;
  readonly text: string;
  readonly caseId: string;
  readonly respondent: number;
}) => (
  <Layout settings={props.settings} member={props.member} title="Not done" failed narrow>
    <h1>This was not done</h1>
    <p>{props.text}</p>
    <p>
      <a href={`${pagePath(props.caseId, 'investigation')}#respondent-${props.respondent}`}>
        Back to the investigation
      </a>
    </p>
  </Layout>
);
