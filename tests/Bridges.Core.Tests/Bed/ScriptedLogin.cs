using Bridges.Abstractions;

namespace Bridges.Core.Tests.Bed;

/// <summary>Asks for a name, then for the password "sesame", and logs in as that name.</summary>
internal sealed class ScriptedLogin(ModuleTrouble trouble) : ILogin
{
    private string? _name;

    public async Task<LoginStep> StartAsync(CancellationToken cancellationToken)
    {
        await trouble.At(ModuleCall.LoginStart);
        return new LoginStep.Input("Who are you?", [new("name", "your name", LoginFieldKind.Text)]);
    }

    public async Task<LoginStep> SubmitAsync(IReadOnlyDictionary<string, string> values, CancellationToken cancellationToken)
    {
        await trouble.At(ModuleCall.LoginSubmit);
        if (values.TryGetValue("name", out var name))
        {
            _name = name;
            return AskPassword(problem: null);
        }

        return values["password"] == "sesame"
            ? new LoginStep.Complete(new StoredAccount(new(_name!), $"Account {_name}", new byte[] { 1, 2, 3 }))
            : AskPassword("That was not it.");
    }

    public Task<LoginStep> WaitAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask DisposeAsync() => new(trouble.At(ModuleCall.LoginDispose));

    private static LoginStep AskPassword(string? problem) =>
        new LoginStep.Input("What is the word?", [new("password", "the word", LoginFieldKind.Password, IsSecret: true)], problem);
}
