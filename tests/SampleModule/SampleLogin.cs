using System.Text;
using Bridges.Abstractions;

namespace Bridges.SampleModule;

/// <summary>Asks for a name; the name is the account.</summary>
internal sealed class SampleLogin : ILogin
{
    private const string NameField = "name";

    public Task<LoginStep> StartAsync(CancellationToken cancellationToken) => Ask(problem: null);

    public Task<LoginStep> SubmitAsync(IReadOnlyDictionary<string, string> values, CancellationToken cancellationToken)
    {
        var name = values.GetValueOrDefault(NameField, "").Trim();
        return name.Length == 0 || name.Any(char.IsControl)
            ? Ask("A name has at least one letter, and letters that can be seen.")
            : Task.FromResult<LoginStep>(new LoginStep.Complete(new StoredAccount(new AccountId(name), name, Encoding.UTF8.GetBytes($"secret of {name}"))));
    }

    public Task<LoginStep> WaitAsync(CancellationToken cancellationToken) =>
        throw new InvalidOperationException("This login shows nothing to wait for.");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static Task<LoginStep> Ask(string? problem) => Task.FromResult<LoginStep>(
        new LoginStep.Input("Who are you?", [new LoginField(NameField, "Name", LoginFieldKind.Text)], problem));
}
