using System.Text.Json.Nodes;
using Bridges.Telegram.Messages;
using Bridges.Telegram.Tests.Beds;

namespace Bridges.Telegram.Tests.Messages;

public sealed class EditVersionsTests
{
    private readonly EditVersions _versions = new();

    [Fact]
    public void A_message_that_was_never_edited_has_none() => Assert.Equal(0, Version("first", editDate: 0));

    [Fact]
    public void Edits_in_one_second_are_told_apart_by_their_text()
    {
        var first = Version("one", 50);
        var second = Version("two", 50);
        var third = Version("one", 50);

        Assert.True(first < second);
        Assert.True(second < third);
        Assert.True(third < Version("four", 51));
    }

    [Fact]
    public void The_same_edit_has_the_same_version_whoever_tells_of_it()
    {
        var version = Version("one", 50);

        Assert.Equal(version, Version("one", 50));
        Assert.Equal(version, Version("one", 52));
    }

    [Fact]
    public void Buttons_that_change_without_a_date_are_an_edit_and_nothing_else_is()
    {
        Version("Shall I?", editDate: 0, button: "Yes");

        var buttons = Version("Shall I?", editDate: 0, button: "Later");
        Assert.True(buttons > 0);
        Assert.Equal(buttons, Version("told otherwise", editDate: 0, button: "Later"));
        var edited = Version("Shall we?", 50, button: "Later");
        Assert.True(edited > buttons);
        Assert.True(edited > Version("Shall I?", editDate: 0, button: "Yes"));
    }

    [Fact]
    public void An_older_state_has_a_smaller_version()
    {
        var version = Version("new", 60);

        Assert.True(Version("old", 50) < version);
    }

    private long Version(string text, int editDate, string? button = null)
    {
        var message = TdObjects.Message(5, text);
        message["edit_date"] = editDate;
        if (button is not null)
        {
            message["reply_markup"] = JsonNode.Parse(
                $$$"""{"@type":"replyMarkupInlineKeyboard","rows":[[{"text":"{{{button}}}","type":{"@type":"inlineKeyboardButtonTypeCallback","data":"eA=="}}]]}""");
        }

        return _versions.VersionOf(TdObjects.Parse(message.ToJsonString()));
    }
}
