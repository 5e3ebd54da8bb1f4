using System.Threading.Channels;
using Bridges.Abstractions;
using Bridges.Core.Tests.Bed;
using Bridges.TestBeds.Stub;

namespace Bridges.Core.Tests.Commands;

/// <summary>Codes that change every few seconds do not pile up.</summary>
public sealed class QrLoginTests
{
    [Fact]
    public async Task One_message_shows_each_code_in_its_turn_and_goes_when_the_login_is_over()
    {
        var login = new QrLogin();
        await using var bridge = await TestBridge.StartAsync(loggedIn: false, prepare: bed => bed.Network.Login = () => login);
        var room = bridge.TalkRoom(bridge.Alice);

        await bridge.PushAsync(StubEvents.Text(room, bridge.Alice, "login"));
        var first = await bridge.WaitForEventAsync("the code", sent => IsCode(sent));
        login.Next(new LoginStep.Display("Scan this.", "second"));
        await bridge.WaitForEventAsync("the second code", sent => Replaced(sent) == first.EventId);
        login.Next(new LoginStep.Display("Scan this.", "third"));
        await TestBridge.WaitUntilAsync(() => Task.FromResult(bridge.Homeserver.Sent.All.Count(sent => Replaced(sent) == first.EventId) == 2));
        login.Next(new LoginStep.Complete(new StoredAccount(new("alice"), "Alice", new byte[] { 1 })));

        await bridge.WaitForEventAsync("the welcome", sent => sent.Body?.Contains("You are logged in", StringComparison.Ordinal) == true);
        await bridge.WaitForEventAsync("the code goes", sent => sent.Redacts == first.EventId);
        Assert.Single(bridge.Homeserver.Sent.All, sent => IsCode(sent) && Replaced(sent) is null);
    }

    private static bool IsCode(SentEvent sent) => sent.Content.TryGetProperty("msgtype", out var type) && type.GetString() == "m.image";

    private static string? Replaced(SentEvent sent) =>
        IsCode(sent) && sent.Content.TryGetProperty("m.relates_to", out var relation) ? relation.GetProperty("event_id").GetString() : null;

    private sealed class QrLogin : ILogin
    {
        private readonly Channel<LoginStep> _steps = Channel.CreateUnbounded<LoginStep>();

        public void Next(LoginStep step) => Assert.True(_steps.Writer.TryWrite(step));

        public Task<LoginStep> StartAsync(CancellationToken cancellationToken) => Task.FromResult<LoginStep>(new LoginStep.Display("Scan this.", "first"));

        public Task<LoginStep> SubmitAsync(IReadOnlyDictionary<string, string> values, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<LoginStep> WaitAsync(CancellationToken cancellationToken) => _steps.Reader.ReadAsync(cancellationToken).AsTask();

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
