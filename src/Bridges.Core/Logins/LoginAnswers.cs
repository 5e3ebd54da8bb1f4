using Bridges.Abstractions;

namespace Bridges.Core.Logins;

/// <summary>The answers to one step of a login.</summary>
internal sealed class LoginAnswers
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
    private readonly HashSet<string> _leftOut = new(StringComparer.Ordinal);

    /// <param name="before">The answers to the step before: where one field alone was wrong, the others keep what was typed.</param>
    public LoginAnswers(LoginStep.Input input, LoginAnswers? before)
    {
        Input = input;
        if (before is null || input.ProblemField is not { } wrong || input.Fields.All(field => field.Id != wrong))
        {
            return;
        }

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

    public LoginStep.Input Input { get; }

    /// <summary>The fields that are yet to be answered.</summary>
    public IReadOnlyList<LoginField> Open => [.. Input.Fields.Where(asked => !IsAnswered(asked))];

    /// <summary>The first of them; null where all are answered.</summary>
    public LoginField? Next => Input.Fields.FirstOrDefault(asked => !IsAnswered(asked));

    /// <summary>What is submitted.</summary>
    public IReadOnlyDictionary<string, string> Values => new Dictionary<string, string>(_values, StringComparer.Ordinal);

    public static bool MaySkip(LoginField field) => field.IsOptional || field.Default is not null;

    public void Answer(LoginField field, string value) => _values[field.Id] = value;

    /// <summary>Leaves a field out that may be: its usual value stands, or nothing.</summary>
    public void Skip(LoginField field)
    {
        if (field.Default is { } usual)
        {
            _values[field.Id] = usual;
        }
        else
        {
            _leftOut.Add(field.Id);
        }
    }

    /// <summary>Answers all fields at once. What is not given stays as it was answered before, or is left out.</summary>
    /// <exception cref="MissingLoginValueException">A value is needed; nothing was taken.</exception>
    public void AnswerAll(IReadOnlyDictionary<string, string> given)
    {
        if (Input.Fields.FirstOrDefault(field => Given(field) is null && !IsAnswered(field) && !MaySkip(field)) is { } missing)
        {
            throw new MissingLoginValueException(missing);
        }

        foreach (var field in Input.Fields)
        {
            if (Given(field) is { } value)
            {
                Answer(field, value);
            }
            else if (!IsAnswered(field))
            {
                Skip(field);
            }
        }

        string? Given(LoginField field) =>
            given.TryGetValue(field.Id, out var value) && value.Length > 0 && (field.Kind != LoginFieldKind.Choice || field.Choices.Any(choice => choice.Value == value)) ? value : null;
    }

    private bool IsAnswered(LoginField field) => _values.ContainsKey(field.Id) || _leftOut.Contains(field.Id);
}
