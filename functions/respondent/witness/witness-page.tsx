import type { WitnessPage as Content } from '../../domain/door/witness-page.ts';
import { About } from '../about.tsx';
import { DoorFrame } from '../door-frame.tsx';
import type { DoorViewOf } from '../door-view.ts';

/** What a witness sees. */
export const WitnessPage = (props: DoorViewOf<Content>) => (
  <DoorFrame {...props} heading={props.said.witness.heading}>
    <About page={props.page} said={props.said} content={props.content} />
  </DoorFrame>
);
