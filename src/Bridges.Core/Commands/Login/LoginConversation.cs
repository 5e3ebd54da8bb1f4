using Bridges.Abstractions;
using Bridges.Core.Logins;
using Bridges.Matrix;

namespace Bridges.Core.Commands.Login;

/// <summary>One login, told as questions and answers in a room.</summary>
internal sealed class LoginConversation(LoginCourse course, CommandCall call, LoginDisplay display, TimeProvider time) : IAsyncDisposable
{
    /// <summary>So long nothing is said of a step that does not come.</summary>
    private static readonly TimeSpan _silence = TimeSpan.FromSeconds(10);

    /// <summary>The answers that were asked for already.</summary>
    private LoginAnswers? _asked;

    public LoginCourse Course => course;

    public RoomId Room => call.Room;

    public CommandCall Call => call;

    /// <summary>The field that the next text in the room answers; null where none does.</summary>
    public LoginField? Asks => course.IsAdvancing ? null : course.Answers?.Next;

    /// <summary>The last answer was not taken.</summary>
    public bool AsksAgain => !course.IsAdvancing && course.Answers is { Input.Problem: not null };

    /// <summary>Goes to the next step and tells the user of it.</summary>
    public async Task AdvanceAsync(Func<LoginCourse, Task> go, CancellationToken cancellationToken)
    {
        // Where something is shown, the user knows that it is their turn.
        var isTheirTurn = course.Step is LoginStep.Display;
        var next = go(course);
        if (!isTheirTurn)
        {
            await TellOfWaitAsync(next, cancellationToken);
        }

        await next;
        if (course.Step is LoginStep.Display shown)
        {
            await display.ShowAsync(call.Room, shown, cancellationToken);
        }

        await AskAsync();
    }

    /// <summary>Takes the answer to the question at hand.</summary>
    /// <returns>Whether all answers of the step are there; if not, another is asked first.</returns>
    public bool Answer(string typed) => course.Answers is { } answers && TypedAnswer.Take(answers, typed) && answers.Next is null;

    public async Task AskAsync()
    {
        if (course.Answers is { Next: { } field } answers)
        {
            var isFirst = _asked != answers;
            _asked = answers;
            await call.Reply(LoginQuestion.Of(answers.Input, field, isFirst));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await course.DisposeAsync();
        await display.TakeAwayAsync(call.Room);
    }

    /// <summary>Returns once the next step is there, or the user knows that it is waited for.</summary>
    private async Task TellOfWaitAsync(Task next, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var silence = Task.Delay(_silence, time, over.Token);
        if (await Task.WhenAny(next, silence) == silence && silence.IsCompletedSuccessfully)
        {
            await call.Reply("That takes longer than usual; I am still waiting for an answer.");
        }

        await over.CancelAsync();
    }
}
