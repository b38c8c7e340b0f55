import type { PlatformPage as Content } from '../../domain/door/platform-page.ts';
import { DoorFrame } from '../door-frame.tsx';
import type { DoorViewOf } from '../door-view.ts';

/** What a platform admin sees: whom to restrict, how and until when, and nothing of why. */
export const PlatformPage = (props: DoorViewOf<Content>) => {
  const { page, said, content } = props;
  const { restrictions } = content;
  return (
    <DoorFrame {...props} heading={said.platform.heading(content.platform)}>
      {restrictions.length === 0 && <p>{said.platform.none}</p>}
      <ul>
        {restrictions.map(({ name, what, from, until }) => (
          <li>
            <p>
              <strong dir="auto">{name}</strong>
            </p>
            <p dir="auto">{what}</p>
            <p>{said.platform.from(page.date(from))}</p>
            <p>{until === undefined ? said.platform.noEnd : said.platform.until(page.date(until))}</p>
          </li>
        ))}
      </ul>
    </DoorFrame>
  );
};
