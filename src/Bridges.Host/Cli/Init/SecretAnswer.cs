namespace Bridges.Host.Cli;

/// <summary>
/// An answer that may hold a password: on a command line every user of the machine could read it, so it can be left in a file
/// (<c>@FILE</c>) or come by standard input (<c>-</c>).
/// </summary>
internal static class SecretAnswer
{
    private const int Longest = 64 * 1024;

    /// <exception cref="CommandFailedException">There is no such file, or it holds nothing.</exception>
    public static async Task<string> ReadAsync(string answer, string option, TextReader input, CancellationToken cancellationToken)
    {
        var read = answer switch
        {
            "-" => await input.ReadLineAsync(cancellationToken),
            ['@', .. var file] => await FromFileAsync(file, option, cancellationToken),
            _ => answer,
        };
        return read?.Trim() is { Length: > 0 } found ? found : throw new CommandFailedException(ExitCode.Usage, $"{option}: nothing was found there.");
    }

    private static async Task<string> FromFileAsync(string file, string option, CancellationToken cancellationToken)
    {
        try
        {
            if (new FileInfo(file).Length > Longest)
            {
                throw new CommandFailedException(ExitCode.Usage, $"{option}: {file} is too large.");
            }

            return await File.ReadAllTextAsync(file, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailedException(ExitCode.Usage, $"{option}: {file} cannot be read: {exception.Message}", exception);
        }
    }
}
