import type { Hono } from 'hono';
import {
  readDataRequest,
  type ReadDataRequest,
} from '../../domain/casework/data-request/read-data-request.ts';
import type { Member } from '../../domain/member/member.ts';
import { inLanguage } from '../../settings/localised.ts';
import type { Settings } from '../../settings/schema.ts';
import { route } from '../../web/answer/route.ts';
import { caseContextOf, caseIdOf } from '../case/case-request.ts';
import { casePath, pagePath, routes } from '../routes.ts';
import type { SignedIn } from '../session/signed-in.ts';
import type { TeamContext } from '../team-context.ts';
import { Layout } from '../ui/layout.tsx';
import { numberIn } from '../ui/place-in.ts';
import { refusalPage } from '../ui/refusal-page.tsx';
import { dayText } from '../ui/words.ts';
import { asksWords, outcomeWords, whoAsks } from './data-request-words.ts';

const holdingLabels = {
  entries: 'Entries in their own conversation',
  findings: 'Findings about them',
  decisions: 'Decisions about them',
  measures: 'Measures that concern them',
  logLines: 'Lines of the enforcement log about them',
  letters: 'Letters delivered to them',
} as const satisfies Record<keyof ReadDataRequest['holdings'], string>;

const isHolding = (name: string): name is keyof typeof holdingLabels => Object.hasOwn(holdingLabels, name);

type Props = {
  readonly settings: Settings;
  readonly member: Member;
  readonly caseId: string;
  readonly found: ReadDataRequest;
};

const Asked = ({ found: { request, codeName } }: Props) => (
  <>
    <p dir="auto">
      {whoAsks(request, codeName)} {asksWords[request.asks]}. It came on {dayText(request.cameOn)}, and was
      noted by {request.by.name}.
    </p>
    {request.words !== undefined && (
      <p class="text" dir="auto">
        {request.words}
      </p>
    )}
    {request.answered ? (
      <>
        <p>
          Answered on {dayText(request.answered.on)} by {request.answered.by.name}:{' '}
          {outcomeWords[request.answered.outcome]}.
        </p>
        <p class="text" dir="auto">
          {request.answered.text}
        </p>
      </>
    ) : (
      <p class="box">They are to be answered by {dayText(request.answerBy)}.</p>
    )}
  </>
);

/** What a case holds about somebody who asks, what they may be told, and a copy to hand over. */
const DataRequestPage = (props: Props) => {
  const { settings, found } = props;
  const { request, holdings, copy } = found;
  const back = `${pagePath(props.caseId, 'measures')}#data-requests`;
  return (
    <Layout settings={settings} member={props.member} title="What is stored about somebody" narrow>
      <p class="back">
        <a href={back}>Back to the case</a>
      </p>
      <h1>What is stored about somebody: {found.caseName}</h1>
      <Asked {...props} />
      {found.unreadable > 0 && (
        <p class="box warn">{found.unreadable} cannot be shown: what was stored is damaged.</p>
      )}
      <h2>What this case holds about them</h2>
      <p>For the team alone. Reports, notes and what other people said may name them as well.</p>
      <dl>
        {Object.keys(holdingLabels)
          .filter(isHolding)
          .map((name) => (
            <>
              <dt>{holdingLabels[name]}</dt>
              <dd>{holdings[name]}</dd>
            </>
          ))}
      </dl>
      <h2>What they may be told</h2>
      <p dir="auto">{inLanguage(settings.dataRequests.told[request.person], 'en')}</p>
      <h2>What they are not told</h2>
      <p dir="auto">{inLanguage(settings.dataRequests.notTold, 'en')}</p>
      <h2>
        <label for="data-copy">A copy for them</label>
      </h2>
      <p>Nothing is sent from here. Read it before you hand it over.</p>
      <textarea id="data-copy" rows={18} readonly lang={request.language} dir={copy.direction}>
        {`\n${copy.text}`}
      </textarea>
      {!request.answered && (
        <p>
          <a href={back}>Answered? Note it on the page Measures</a>
        </p>
      )}
    </Layout>
  );
};

export const dataRequestPages = (app: Hono<SignedIn>, context: TeamContext): void => {
  const { settings } = context;
  route(app, routes.dataRequest, {
    GET: async (c) => {
      const member = c.get('member');
      const caseId = caseIdOf(c);
      if (caseId === undefined) return refusalPage(c, settings, 'not-found', member);
      const number = numberIn(c.req.param('part')) ?? 0;
      const found = await readDataRequest(caseContextOf(c, context), caseId, number);
      if (found.kind === 'data-request')
        return c.html(<DataRequestPage {...{ settings, member, caseId, found }} />);
      if (found.kind === 'unopened') return c.redirect(casePath(caseId), 303);
      return refusalPage(c, settings, found.kind === 'forbidden' ? 'forbidden' : 'not-found', member);
    },
  });
};
