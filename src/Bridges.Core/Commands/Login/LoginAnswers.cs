using Bridges.Abstractions;
using Bridges.Core.Management;

namespace Bridges.Core.Commands.Login;

/// <summary>The answers to one step of a login, one field after the other.</summary>
internal sealed class LoginAnswers
{
    private const string Skip = "skip";

    private readonly LoginStep.Input _input;
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
    private readonly HashSet<string> _leftOut = new(StringComparer.Ordinal);
    private bool _isAsked;

    /// <param name="before">The answers to the step before: where one field alone was wrong, the others keep what was typed.</param>
    public LoginAnswers(LoginStep.Input input, LoginAnswers? before)
    {
        _input = input;
        if (input.ProblemField is { } wrong && before is not null)
        {
            foreach (var field in input.Fields.Where(field => field.Id != wrong))
            {
                if (before._values.TryGetValue(field.Id, out var kept))
                {
                    _values[field.Id] = kept;
                }
                else if (before._leftOut.Contains(field.Id))
                {
                    _leftOut.Add(field.Id);
                }
            }
        }
    }

    /// <summary>The field that is asked for; null where all are answered.</summary>
    public LoginField? Next => _input.Fields.FirstOrDefault(asked => !_values.ContainsKey(asked.Id) && !_leftOut.Contains(asked.Id));

    public IReadOnlyDictionary<string, string> Values => new Dictionary<string, string>(_values, StringComparer.Ordinal);

    /// <summary>Takes an answer. Blanks at the edges belong to a password, and to nothing else.</summary>
    /// <returns>False where it fits none of the choices.</returns>
    public bool Take(string typed)
    {
        if (Next is not { } field)
        {
            return true;
        }

        var answer = field.Kind is LoginFieldKind.Password ? typed : typed.Trim();
        if ((field.IsOptional || field.Default is not null) && string.Equals(answer, Skip, StringComparison.OrdinalIgnoreCase))
        {
            if (field.Default is { } usual)
            {
                _values[field.Id] = usual;
            }
            else
            {
                _leftOut.Add(field.Id);
            }

            return true;
        }

        if (field.Kind == LoginFieldKind.Choice)
        {
            if (Chosen(field, answer) is not { } choice)
            {
                return false;
            }

            answer = choice.Value;
        }

        _values[field.Id] = answer;
        return true;
    }

    /// <summary>The question for the next field. What the step is about is said once.</summary>
    public BotText Question()
    {
        var field = Next!;
        var lines = new List<BotText>();
        if (!_isAsked)
        {
            if (_input.Problem is { } problem)
            {
                lines.Add(BotText.Of($"{problem}"));
            }

            lines.Add(BotText.Of($"{_input.Instructions}"));
        }

        // A single field is what the instructions ask for.
        if (_input.Fields.Count > 1)
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

        if (!_isAsked && _input.Problem is null)
        {
            lines.Add("Say `cancel` to stop.");
        }

        _isAsked = true;
        return BotText.Join("\n", lines);
    }

    private static LoginChoice? Chosen(LoginField field, string answer) =>
        int.TryParse(answer, out var number) && number >= 1 && number <= field.Choices.Count
            ? field.Choices[number - 1]
            : field.Choices.FirstOrDefault(choice =>
                string.Equals(choice.Value, answer, StringComparison.OrdinalIgnoreCase) || string.Equals(choice.Name, answer, StringComparison.OrdinalIgnoreCase));
}
