using System.Text.Json;

namespace Bridges.Matrix.Tests;

public sealed class ReactionTests
{
    [Fact]
    public void Reaction_survives_reading_and_writing()
    {
        var reaction = new ReactionContent(new EventId("$x"), "mxc://hs/a", "party");

        Assert.Equal(reaction, ReactionContent.TryParse(JsonElement.Parse(reaction.ToJson().ToJsonString())));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"m.relates_to":[]}""")]
    [InlineData("""{"m.relates_to":{"rel_type":"m.replace","event_id":"$x","key":"a"}}""")]
    [InlineData("""{"m.relates_to":{"rel_type":"m.annotation","event_id":"$x"}}""")]
    [InlineData("""{"m.relates_to":{"rel_type":"m.annotation","event_id":"x","key":"a"}}""")]
    public void What_is_no_reaction_is_none(string json) => Assert.Null(ReactionContent.TryParse(JsonElement.Parse(json)));

    [Theory]
    [InlineData("👍\uFE0F", "👍")]
    [InlineData("❤", "❤\uFE0F")]
    [InlineData("👍\uFE0F🏽", "👍🏽")]
    [InlineData("1⃣", "1\uFE0F⃣")]
    public void A_complete_spelling_has_the_sign_where_it_is_needed(string emoji, string spelled) => Assert.Equal(spelled, EmojiSpelling.Complete(emoji));

    [Theory]
    [InlineData("👍", true)]
    [InlineData("❤\uFE0F", true)]
    [InlineData("❤", true)]
    [InlineData("⭐", true)]
    [InlineData("☝🏽", true)]
    [InlineData("1\uFE0F⃣", true)]
    [InlineData("❤\uFE0F\u200D🔥", true)]
    [InlineData("👨\u200D👩\u200D👧", true)]
    [InlineData("🇩🇪", true)]
    [InlineData("🏴\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F", true)]
    [InlineData("©", true)]
    [InlineData("+1", false)]
    [InlineData("lol", false)]
    [InlineData("👍 yes", false)]
    [InlineData("!", false)]
    [InlineData("…", false)]
    [InlineData("", false)]
    public void What_is_made_of_pictures_is_told_from_words(string text, bool isOne) => Assert.Equal(isOne, EmojiSpelling.IsOne(text));

    [Theory]
    [InlineData("👍", "👍\uFE0F")]
    [InlineData("👍\uFE0F", "👍\uFE0F")]
    [InlineData("❤", "❤\uFE0F")]
    [InlineData("🔥", "🔥")]
    [InlineData("🦄", "🦄")]
    [InlineData("👍🏽", "👍🏽")]
    [InlineData("☝🏽", "☝🏽")]
    [InlineData("1⃣", "1\uFE0F⃣")]
    [InlineData("❤‍🔥", "❤\uFE0F‍🔥")]
    [InlineData("👨‍👩‍👧", "👨‍👩‍👧")]
    [InlineData("🇩🇪", "🇩🇪")]
    [InlineData("text", "text")]
    [InlineData("", "")]
    public void Emoji_are_spelled_as_clients_spell_them(string emoji, string spelled)
    {
        Assert.Equal(spelled, EmojiSpelling.ForMatrix(emoji));
        Assert.True(EmojiSpelling.AreSame(emoji, spelled));
    }
}
