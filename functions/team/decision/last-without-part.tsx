/** Said before the last member without a part joins a decision. */
export const LastWithoutPartWarning = () => (
  <p class="box warn">If you take part, nobody is left to decide an appeal.</p>
);
