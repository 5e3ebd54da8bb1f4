namespace Bridges.Abstractions;

/// <summary>What comes next in a login.</summary>
public abstract record LoginStep
{
    /// <summary>Ask the user for values.</summary>
    /// <param name="Problem">Why the last entry was not taken, or null.</param>
    public sealed record Input(string Instructions, IReadOnlyList<LoginField> Fields, string? Problem = null) : LoginStep;

    /// <summary>Show something and wait.</summary>
    /// <param name="QrText">The text that the QR code to show encodes.</param>
    public sealed record Display(string Instructions, string QrText) : LoginStep;

    /// <summary>Logged in. The host stores the account, then opens it.</summary>
    public sealed record Complete(StoredAccount Account) : LoginStep;
}
