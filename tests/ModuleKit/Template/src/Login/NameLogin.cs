using System.Text;
using Bridges.Abstractions;

namespace MyNetwork.Login;

/// <summary>Asks for a name; the name is the account.</summary>
internal sealed class NameLogin : ILogin
{
    public Task<LoginStep> StartAsync(CancellationToken cancellationToken) => Ask(problem: null);

    public Task<LoginStep> SubmitAsync(IReadOnlyDictionary<string, string> values, CancellationToken cancellationToken)
    {
        var name = values.GetValueOrDefault("name", "").Trim();
        return name.Length == 0 || name.Any(char.IsControl)
            ? Ask("A name has letters that can be seen.")
            : Task.FromResult<LoginStep>(new LoginStep.Complete(
                new StoredAccount(new AccountId(name), name, Encoding.UTF8.GetBytes("what is needed to connect again"))));
    }

    public Task<LoginStep> WaitAsync(CancellationToken cancellationToken) =>
        throw BridgeException.Permanent("This login shows nothing to wait for.");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static Task<LoginStep> Ask(string? problem) => Task.FromResult<LoginStep>(
        new LoginStep.Input("Who are you?", [new LoginField("name", "Name", LoginFieldKind.Text)], problem));
}
