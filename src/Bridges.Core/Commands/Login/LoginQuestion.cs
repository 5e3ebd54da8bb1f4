using Bridges.Abstractions;
using Bridges.Core.Management;

namespace Bridges.Core.Commands.Login;

/// <summary>Words that ask for one field of a login.</summary>
internal static class LoginQuestion
{
    /// <param name="isFirst">Of the step: what it is about is said once.</param>
    public static BotText Of(LoginStep.Input step, LoginField field, bool isFirst)
    {
        var lines = new List<BotText>();
        if (isFirst)
        {
            if (step.Problem is { } problem)
            {
                lines.Add(BotText.Of($"{problem}"));
            }

            lines.Add(BotText.Of($"{step.Instructions}"));
        }

        // A single field is what the instructions ask for.
        if (step.Fields.Count > 1)
        {
            lines.Add(BotText.Of($"Please send: {field.Name}."));
        }

        lines.AddRange(field.Choices.Select((choice, index) => BotText.Of($"`{index + 1}` – {choice.Name}")));
        if (field.Default is { } usual)
        {
            lines.Add(field.IsSecret ? "Say `skip` for the usual." : BotText.Of($"Say `skip` for {usual}."));
        }
        else if (field.IsOptional)
        {
            lines.Add("Say `skip` to leave it out.");
        }

        if (isFirst && step.Problem is null)
        {
            lines.Add("Say `cancel` to stop.");
        }

        return BotText.Join("\n", lines);
    }
}
