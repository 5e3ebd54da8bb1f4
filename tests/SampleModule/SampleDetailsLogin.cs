using System.Text;
using Bridges.Abstractions;

namespace Bridges.SampleModule;

/// <summary>Asks for several values at once: one to choose, one that may be left out.</summary>
internal sealed class SampleDetailsLogin : ILogin
{
    public Task<LoginStep> StartAsync(CancellationToken cancellationToken) => Task.FromResult<LoginStep>(new LoginStep.Input(
        "Tell us about you.",
        [
            new LoginField("name", "Name", LoginFieldKind.Text),
            new LoginField("color", "Color", LoginFieldKind.Choice) { Default = "blue", Choices = [new("red", "Red"), new("blue", "Blue")] },
            new LoginField("note", "Note", LoginFieldKind.Text) { IsOptional = true },
        ]));

    public Task<LoginStep> SubmitAsync(IReadOnlyDictionary<string, string> values, CancellationToken cancellationToken)
    {
        var name = $"{values["name"]}, {values["color"]}, {values.GetValueOrDefault("note", "no note")}";
        return Task.FromResult<LoginStep>(new LoginStep.Complete(new StoredAccount(new AccountId(values["name"]), name, Encoding.UTF8.GetBytes(name))));
    }

    public Task<LoginStep> WaitAsync(CancellationToken cancellationToken) =>
        throw new InvalidOperationException("This login shows nothing to wait for.");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
