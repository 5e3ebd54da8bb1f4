namespace Bridges.Abstractions;

/// <summary>The account has commands of its own, listed by <c>help</c> under the network's name and typed as <c>telegram schedule …</c> (network, name).</summary>
public interface IOffersCommands
{
    IReadOnlyList<AccountCommand> Commands { get; }

    /// <summary>Runs a command; its result is the answer, in the reader's words.</summary>
    /// <exception cref="BridgeException">It did not work; its text is the answer.</exception>
    Task<RichText> RunAsync(CommandCall call, CancellationToken cancellationToken);
}
