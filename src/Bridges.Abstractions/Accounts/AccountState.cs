namespace Bridges.Abstractions;

/// <summary>How an account's connection stands.</summary>
/// <param name="Text">For people: why, and what to do; null where there is nothing to say.</param>
public sealed record AccountState(AccountCondition Condition, string? Text = null)
{
    public static AccountState Connecting { get; } = new(AccountCondition.Connecting);

    public static AccountState Resumed { get; } = new(AccountCondition.Resumed);

    public static AccountState Connected { get; } = new(AccountCondition.Connected);
}
