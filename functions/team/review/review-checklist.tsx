import type { Member } from '../../domain/member/member.ts';
import type { ChecklistPoint } from '../../domain/review/checklist.ts';
import type { Settings } from '../../settings/schema.ts';
import { routes } from '../routes.ts';
import { dayText, pointName } from '../ui/words.ts';

type Props = {
  readonly settings: Settings;
  readonly members: readonly Pick<Member, 'memberId' | 'name'>[];
  readonly points: readonly ChecklistPoint[];
  readonly mayTick: boolean;
};

const Point = ({ settings, members, point, mayTick }: Omit<Props, 'points'> & { point: ChecklistPoint }) => {
  const { last, dueOn, isDue } = point;
  const by = last && (members.find(({ memberId }) => memberId === last.by)?.name ?? 'somebody who has left');
  return (
    <li>
      <div>
        {pointName(settings, point.point)}
        <div class={isDue ? 'problem' : 'meta'} dir="auto">
          {isDue ? `Due since ${dayText(dueOn)}` : `Comes back on ${dayText(dueOn)}`}
          {last && `. Last on ${dayText(last.on)}, by ${by}`}
        </div>
      </div>
      {mayTick && (
        <form method="post" action={routes.checklist}>
          <input type="hidden" name="point" value={point.point} />
          <button type="submit" class="quiet">
            Done today
            <span class="out-of-sight">: {pointName(settings, point.point)}</span>
          </button>
        </form>
      )}
    </li>
  );
};

/** What the team looks at again and again; nothing where the settings name nothing. */
export const Checklist = ({ points, ...props }: Props) =>
  points.length === 0 ? null : (
    <section class="card" id="checklist">
      <h2>Checklist</h2>
      <ul class="plain points">
        {points.map((point) => (
          <Point {...props} point={point} />
        ))}
      </ul>
    </section>
  );
