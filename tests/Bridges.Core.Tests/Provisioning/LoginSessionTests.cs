using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Logins;
using Bridges.Core.Tests.Bed;
using Bridges.Matrix;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bridges.Core.Tests.Provisioning;

public sealed class LoginSessionTests
{
    [Fact]
    public async Task Where_one_field_was_wrong_it_alone_is_asked_again_and_the_others_keep_what_was_typed()
    {
        var login = new TwoFields();
        await using var session = await BeginAsync(login);
        Assert.Equal(["nick", "word"], session.Asked.Select(field => field.Id));

        await session.SubmitAsync(session.StepId, Values(("nick", "taken"), ("word", "sesame")), Cancellation);
        Assert.Equal(["nick"], session.Asked.Select(field => field.Id));

        await session.SubmitAsync(session.StepId, Values(("nick", "alice")), Cancellation);
        Assert.IsType<LoginStep.Complete>(session.Step);
        Assert.Equal([("taken", "sesame"), ("alice", "sesame")], login.Submitted);
        Assert.Empty(session.Asked);
    }

    [Fact]
    public async Task What_a_client_sends_again_counts_more_than_what_was_kept()
    {
        var login = new TwoFields();
        await using var session = await BeginAsync(login);
        await session.SubmitAsync(session.StepId, Values(("nick", "taken"), ("word", "old")), Cancellation);

        await session.SubmitAsync(session.StepId, Values(("nick", "alice"), ("word", "new")), Cancellation);

        Assert.Equal(("alice", "new"), login.Submitted[^1]);
    }

    [Fact]
    public async Task What_fails_for_a_moment_is_asked_again_with_the_reason()
    {
        var login = new TwoFields();
        await using var session = await BeginAsync(login);
        var step = session.StepId;

        await session.SubmitAsync(step, Values(("nick", "later"), ("word", "sesame")), Cancellation);

        Assert.NotEqual(step, session.StepId);
        Assert.Equal("Try again soon.", Assert.IsType<LoginStep.Input>(session.Step).Problem);
        Assert.Equal(["nick", "word"], session.Asked.Select(field => field.Id));
        Assert.False(session.Ended.IsCancellationRequested);
    }

    [Fact]
    public async Task Without_a_value_that_is_needed_nothing_is_submitted_or_kept()
    {
        var login = new TwoFields();
        await using var session = await BeginAsync(login);

        await Assert.ThrowsAsync<MissingLoginValueException>(() => session.SubmitAsync(session.StepId, Values(("word", "sesame")), Cancellation));

        Assert.Empty(login.Submitted);
        Assert.Equal(["nick", "word"], session.Asked.Select(field => field.Id));
    }

    [Fact]
    public async Task One_that_nobody_went_on_with_says_so()
    {
        var course = Course(new TwoFields());
        await using var session = new LoginSession(course);
        await session.StartAsync();
        Assert.False(session.IsTimedOut);

        await course.TimeOutAsync();

        Assert.Equal((true, "The login took too long and ended. Please begin again."), (session.IsTimedOut, session.Problem));
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static async Task<LoginSession> BeginAsync(ILogin login)
    {
        var session = new LoginSession(Course(login));
        await session.StartAsync();
        return session;
    }

    private static LoginCourse Course(ILogin login)
    {
        var network = new LoadedNetwork(ScriptedNetwork.Description, new ScriptedNetwork(ScriptedNetwork.Description));
        var request = new LoginRequest(new UserId("@alice:hs.test"), network, new LoginFlow("nick", "Nick", "By nick."));
        return new LoginCourse(request, login, (_, _) => Task.FromResult<RunningAccount?>(null), TimeProvider.System, NullLogger.Instance);
    }

    private static Dictionary<string, string> Values(params (string Id, string Value)[] values) => values.ToDictionary(value => value.Id, value => value.Value, StringComparer.Ordinal);

    /// <summary>Asks for two values at once, the first of which may be taken.</summary>
    private sealed class TwoFields : ILogin
    {
        public List<(string Nick, string Word)> Submitted { get; } = [];

        public Task<LoginStep> StartAsync(CancellationToken cancellationToken) => Task.FromResult(Ask(problem: null));

        public Task<LoginStep> SubmitAsync(IReadOnlyDictionary<string, string> values, CancellationToken cancellationToken)
        {
            Submitted.Add((values["nick"], values["word"]));
            if (values["nick"] == "later")
            {
                throw BridgeException.Transient("Try again soon.");
            }

            return Task.FromResult(values["nick"] == "taken" ? Ask("This nick is taken.") : new LoginStep.Complete(new StoredAccount(new("alice"), "alice", new byte[] { 1 })));
        }

        public Task<LoginStep> WaitAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        private static LoginStep Ask(string? problem) => new LoginStep.Input(
            "Who are you?", [new("nick", "your nick", LoginFieldKind.Text), new("word", "the word", LoginFieldKind.Password, IsSecret: true)], problem) { ProblemField = problem is null ? null : "nick" };
    }
}
