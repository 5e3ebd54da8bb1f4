namespace Bridges.Host.Cli;

/// <summary>
/// Asks the person at the terminal for what the command line leaves open; takes the defaults where nobody is to be asked. An answer that cannot be is
/// told at once and asked for again; one that may be a slip is taken when it is given a second time.
/// </summary>
internal sealed class InitQuestions(TextReader input, TextWriter output, bool mayAsk)
{
    /// <summary>The given value, else the answer, else the default.</summary>
    /// <exception cref="CommandFailedException">There is none of the three.</exception>
    public Task<string> AskAsync(string? given, InitQuestion question, CancellationToken cancellationToken) =>
        AskAsync(given, question, (answer, _) => Task.FromResult(answer), cancellationToken);

    /// <summary>The same for an answer that becomes something else when it is read.</summary>
    /// <param name="read">May throw what tells a person why the answer cannot be.</param>
    /// <exception cref="CommandFailedException">There is no answer, or what was given on the command line cannot be one.</exception>
    public async Task<T> AskAsync<T>(string? given, InitQuestion question, Func<string, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        if (given is not null)
        {
            return await read(given, cancellationToken);
        }

        var proposed = question.Default;
        string? doubted = null;
        while (mayAsk)
        {
            await output.WriteAsync(string.IsNullOrEmpty(proposed) ? $"{question.Words}: " : $"{question.Words} [{proposed}]: ");
            await output.FlushAsync(cancellationToken);
            if (await input.ReadLineAsync(cancellationToken) is not { } line)
            {
                break;
            }

            if ((line.Trim() is { Length: > 0 } typed ? typed : proposed) is not { } answer)
            {
                continue;
            }

            try
            {
                if (question.Problem(answer) is { } problem)
                {
                    await output.WriteLineAsync($"  That cannot be: {problem}");
                    continue;
                }

                if (answer != doubted && await question.Doubt(answer, cancellationToken) is { } doubt)
                {
                    await output.WriteLineAsync($"  {doubt} Enter takes it all the same.");
                    (doubted, proposed) = (answer, answer);
                    continue;
                }

                return await read(answer, cancellationToken);
            }
            catch (CommandFailedException exception)
            {
                await output.WriteLineAsync($"  That cannot be: {exception.Message}");
            }
        }

        return await read(question.Default ?? throw new CommandFailedException(ExitCode.Usage, $"{question.Option} is needed, as nobody can be asked for it."), cancellationToken);
    }

    /// <summary>Says something between two questions, where somebody is there to read it.</summary>
    public Task TellAsync(string words) => mayAsk ? output.WriteLineAsync(words) : Task.CompletedTask;
}
