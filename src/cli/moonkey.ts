import { Command } from 'commander';
import { writeEnvironment } from './write-environment.js';

/** Runs the command `moonkey`: `args` are what follows its name. */
export async function runMoonkey(
  args: readonly string[],
  log: (line: string) => void = console.log,
): Promise<void> {
  const program = new Command('moonkey').description('Sets an app up for @moon-key/react-auth.');
  program
    .command('init')
    .description(
      'Writes a .env with a development key and a ticket secret. What is set already stays as it is.',
    )
    .argument('[file]', 'where the variables go', '.env')
    .action(async (file: string) => {
      const { added, kept, ignored } = await writeEnvironment(process.cwd(), file);
      for (const name of kept) log(`kept   ${name}, which ${file} has`);
      for (const name of added) log(`wrote  ${name} to ${file}`);
      if (ignored) log(`wrote  ${file} to .gitignore: it holds secrets`);
    });
  await program.parseAsync(args, { from: 'user' });
}
