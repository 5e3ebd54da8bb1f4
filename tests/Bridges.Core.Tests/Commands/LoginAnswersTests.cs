using Bridges.Abstractions;
using Bridges.Core.Commands.Login;
using Bridges.Core.Logins;

namespace Bridges.Core.Tests.Commands;

/// <summary>The questions of one step of a login, and what is taken for an answer.</summary>
public sealed class LoginAnswersTests
{
    private static readonly LoginField _server = new("server", "the server", LoginFieldKind.Text) { Default = "example.org" };
    private static readonly LoginField _nick = new("nick", "your nick", LoginFieldKind.Text);
    private static readonly LoginField _note = new("note", "a note", LoginFieldKind.Text) { IsOptional = true };
    private static readonly LoginField _how = new("how", "how", LoginFieldKind.Choice) { Choices = [new("tls", "Encrypted"), new("plain", "In clear")] };
    private static readonly LoginField _password = new("password", "the password", LoginFieldKind.Password, IsSecret: true);

    [Fact]
    public void Each_field_is_asked_for_in_its_turn()
    {
        var answers = Of(_server, _nick, _note, _how);

        Assert.Contains("example.org", Question(answers), StringComparison.Ordinal);
        Assert.True(TypedAnswer.Take(answers, "skip"));
        Assert.Equal(_nick, answers.Next);
        Assert.True(TypedAnswer.Take(answers, " bob "));
        Assert.Contains("leave it out", Question(answers), StringComparison.Ordinal);
        Assert.True(TypedAnswer.Take(answers, "skip"));
        Assert.Contains("`2` – In clear", Question(answers), StringComparison.Ordinal);
        Assert.True(TypedAnswer.Take(answers, "2"));

        Assert.Null(answers.Next);
        Assert.Equal(new Dictionary<string, string> { ["server"] = "example.org", ["nick"] = "bob", ["how"] = "plain" }, answers.Values);
    }

    [Theory]
    [InlineData("1", "tls")]
    [InlineData("encrypted", "tls")]
    [InlineData("PLAIN", "plain")]
    [InlineData("3", null)]
    [InlineData("0", null)]
    [InlineData("maybe", null)]
    [InlineData("", null)]
    public void One_of_the_choices_is_taken_by_its_number_its_name_or_its_value(string typed, string? taken)
    {
        var answers = Of(_how);

        Assert.Equal(taken is not null, TypedAnswer.Take(answers, typed));

        Assert.Equal(taken, answers.Values.GetValueOrDefault("how"));
        Assert.Equal(taken is null ? _how : null, answers.Next);
    }

    [Fact]
    public void Where_one_answer_was_wrong_that_one_alone_is_asked_again()
    {
        var before = Of(_server, _note, _nick, _password);
        foreach (var typed in (string[])["chat.example", "skip", "bob", " blank at the edge "])
        {
            TypedAnswer.Take(before, typed);
        }

        var again = new LoginAnswers(new LoginStep.Input("Log in.", [_server, _note, _nick, _password], "This nick is taken.") { ProblemField = "nick" }, before);

        Assert.Equal(_nick, again.Next);
        Assert.Contains("This nick is taken.", Question(again), StringComparison.Ordinal);
        TypedAnswer.Take(again, "rob");
        Assert.Null(again.Next);
        Assert.Equal(
            new Dictionary<string, string> { ["server"] = "chat.example", ["nick"] = "rob", ["password"] = " blank at the edge " }, again.Values);
    }

    [Fact]
    public void Where_it_is_not_said_which_was_wrong_all_are_asked_again()
    {
        var before = Of(_nick, _password);
        TypedAnswer.Take(before, "bob");
        TypedAnswer.Take(before, "secret");

        Assert.Equal(_nick, new LoginAnswers(new LoginStep.Input("Log in.", [_nick, _password], "No."), before).Next);
    }

    private static string Question(LoginAnswers answers) => LoginQuestion.Of(answers.Input, answers.Next!, isFirst: true).Markup;

    private static LoginAnswers Of(params LoginField[] fields) => new(new LoginStep.Input("Log in.", fields), before: null);
}
