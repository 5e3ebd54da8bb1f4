using Bridges.Abstractions;
using Bridges.Core.Logins;

namespace Bridges.Core.Commands.Login;

/// <summary>Reads what is typed in a room as the answer to one field of a login.</summary>
internal static class TypedAnswer
{
    private const string Skip = "skip";

    /// <summary>Takes an answer to the next field. Blanks at the edges belong to a password, and to nothing else.</summary>
    /// <returns>False where it fits none of the choices.</returns>
    public static bool Take(LoginAnswers answers, string typed)
    {
        if (answers.Next is not { } field)
        {
            return true;
        }

        var answer = field.Kind is LoginFieldKind.Password ? typed : typed.Trim();
        if (LoginAnswers.MaySkip(field) && string.Equals(answer, Skip, StringComparison.OrdinalIgnoreCase))
        {
            answers.Skip(field);
            return true;
        }

        if (field.Kind != LoginFieldKind.Choice)
        {
            answers.Answer(field, answer);
            return true;
        }

        if (Chosen(field, answer) is not { } choice)
        {
            return false;
        }

        answers.Answer(field, choice.Value);
        return true;
    }

    private static LoginChoice? Chosen(LoginField field, string answer) =>
        int.TryParse(answer, out var number) && number >= 1 && number <= field.Choices.Count
            ? field.Choices[number - 1]
            : field.Choices.FirstOrDefault(choice =>
                string.Equals(choice.Value, answer, StringComparison.OrdinalIgnoreCase) || string.Equals(choice.Name, answer, StringComparison.OrdinalIgnoreCase));
}
