import {
  appealReasonWords,
  mayDecideAppeal,
  type AppealEligibility,
} from '../../domain/appeal/appeal-eligibility.ts';
import { grantAccess } from '../../domain/casework/access/grant-access.ts';
import type { CaseView } from '../case/case-view.ts';
import { pagePath, routes } from '../routes.ts';

/** Nobody of the team is left: somebody from outside is invited, who sees this case alone. */
const NobodyLeft = ({ view }: { readonly view: CaseView }) => (
  <div class="box warn">
    <p>
      <strong>Nobody on the team can decide this appeal.</strong> Invite an outside reviewer, who sees this
      case and no other.
    </p>
    {view.may(grantAccess.name) ? (
      <ol>
        {view.member.role === 'lead' && (
          <li>
            <a href={routes.newMember}>Add them as a member</a> with the role of an outside reviewer, and give
            them their link.
          </li>
        )}
        <li>
          <a href={`${pagePath(view.read.head.caseId, 'case')}#access`}>Give them access to this case</a>.
        </li>
        <li>Say here that they decide it.</li>
      </ol>
    ) : (
      <p>A lead can do that.</p>
    )}
  </div>
);

/** Every member, whether they may decide an appeal, and why not. */
export const EligibilityTable = ({
  view,
  people,
}: {
  readonly view: CaseView;
  readonly people: readonly AppealEligibility[];
}) => (
  <>
    {people.length > 0 && !people.some(mayDecideAppeal) && <NobodyLeft view={view} />}
    <details>
      <summary>Who can decide it: {people.filter(mayDecideAppeal).length}</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">Member</th>
            <th scope="col">Can decide it</th>
          </tr>
        </thead>
        <tbody>
          {people.map(({ name, against, opened }) => (
            <tr>
              <th scope="row">
                <bdi>{name}</bdi>
              </th>
              <td>
                {against === undefined ? 'Yes' : `No: ${appealReasonWords[against]}`}
                {against === undefined && !opened && ', once they have opened the case'}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  </>
);
