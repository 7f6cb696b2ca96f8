import { useMoonKey } from '@moon-key/react-auth';
import { Island, type IslandProps } from './island';

export const SignIn = ({ state }: IslandProps) => (
  <Island state={state}>
    <Start />
  </Island>
);

function Start() {
  const { start } = useMoonKey();
  return <button onClick={start}>Sign in by e-mail</button>;
}
