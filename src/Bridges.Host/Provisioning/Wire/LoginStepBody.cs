namespace Bridges.Host.Provisioning;

/// <summary>A step of a login that is under way: what to ask or to show.</summary>
internal sealed record LoginStepBody(string LoginId, string Type, string StepId, string TxnId, string Instructions)
{
    public UserInputBody? UserInput { get; init; }

    public DisplayBody? DisplayAndWait { get; init; }

    public CompleteBody? Complete { get; init; }
}
