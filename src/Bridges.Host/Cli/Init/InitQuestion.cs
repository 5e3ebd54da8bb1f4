namespace Bridges.Host.Cli;

/// <summary>One question of <c>init</c>.</summary>
/// <param name="Option">The option that answers it on the command line.</param>
/// <param name="Words">The question itself.</param>
/// <param name="Default">What an empty answer means; null where there must be one.</param>
internal sealed record InitQuestion(string Option, string Words, string? Default)
{
    /// <summary>Why an answer cannot be; null where it can.</summary>
    public Func<string, string?> Problem { get; init; } = _ => null;

    /// <summary>Why an answer may be a slip; null where it looks well.</summary>
    public Func<string, CancellationToken, Task<string?>> Doubt { get; init; } = (_, _) => Task.FromResult<string?>(null);
}
