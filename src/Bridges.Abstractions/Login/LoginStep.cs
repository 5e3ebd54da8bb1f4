namespace Bridges.Abstractions;

/// <summary>What comes next in a login.</summary>
public abstract record LoginStep
{
    /// <summary>Ask the user for values.</summary>
    /// <param name="Problem">Why the last entry was not taken, or null.</param>
    public sealed record Input(string Instructions, IReadOnlyList<LoginField> Fields, string? Problem = null) : LoginStep
    {
        /// <summary>The <see cref="LoginField.Id"/> that <see cref="Problem"/> is about: that one alone is asked again, the others keep what was typed; null: all.</summary>
        public string? ProblemField { get; init; }
    }

    /// <summary>Show something and wait.</summary>
    /// <param name="QrText">The text that the QR code to show encodes; null where <paramref name="Code"/> is to be shown.</param>
    /// <param name="Code">A code to be typed on the phone; null where there is none.</param>
    public sealed record Display(string Instructions, string? QrText, string? Code = null) : LoginStep;

    /// <summary>Logged in. The host stores the account, then opens it.</summary>
    public sealed record Complete(StoredAccount Account) : LoginStep;
}
