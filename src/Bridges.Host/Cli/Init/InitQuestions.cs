namespace Bridges.Host.Cli;

/// <summary>Asks the person at the terminal for what the command line leaves open; takes the defaults where nobody is to be asked.</summary>
internal sealed class InitQuestions(TextReader input, TextWriter output, bool mayAsk)
{
    /// <summary>The given value, else the answer, else the default.</summary>
    /// <exception cref="CommandFailedException">There is none of the three.</exception>
    public async Task<string> AskAsync(string? given, string option, string question, string? defaultAnswer, CancellationToken cancellationToken)
    {
        if (given is not null)
        {
            return given;
        }

        while (mayAsk)
        {
            await output.WriteAsync(defaultAnswer is null ? $"{question}: " : $"{question} [{defaultAnswer}]: ");
            await output.FlushAsync(cancellationToken);
            if (await input.ReadLineAsync(cancellationToken) is not { } line)
            {
                break;
            }

            if ((line.Trim() is { Length: > 0 } answer ? answer : defaultAnswer) is { } taken)
            {
                return taken;
            }
        }

        return defaultAnswer ?? throw new CommandFailedException(ExitCode.Usage, $"{option} is needed, as nobody can be asked for it.");
    }
}
