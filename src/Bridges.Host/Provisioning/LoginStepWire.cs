using Bridges.Abstractions;
using Bridges.Core;

namespace Bridges.Host.Provisioning;

/// <summary>A login's step at hand in bridgev2's terms.</summary>
internal static class LoginStepWire
{
    public const string UserInput = "user_input";
    public const string DisplayAndWait = "display_and_wait";
    public const string Complete = "complete";

    public static LoginStepBody Of(LoginSession session) => session.Step switch
    {
        LoginStep.Input input => Begin(session, UserInput, input.Problem is { } problem ? $"{problem}\n{input.Instructions}" : input.Instructions) with
        {
            UserInput = new UserInputBody([.. session.Asked.Select(FieldBody.Of)]),
        },
        LoginStep.Display display => Begin(session, DisplayAndWait, display.Instructions) with
        {
            DisplayAndWait = display switch
            {
                { QrText: { } text } => new DisplayBody("qr", text),
                { Code: { } code } => new DisplayBody("code", code),
                _ => new DisplayBody("nothing", Data: null),
            },
        },
        LoginStep.Complete complete => Begin(session, Complete, $"Logged in to {session.Network.DisplayName} as {complete.Account.Name}.") with
        {
            Complete = new CompleteBody(complete.Account.Id.Value),
        },
        _ => throw BridgeException.Transient("The login has not begun yet."),
    };

    private static LoginStepBody Begin(LoginSession session, string type, string? instructions) => new(session.Id, type, session.StepId, session.StepId, instructions ?? "");
}
