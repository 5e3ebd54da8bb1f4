using System.Text.Json.Nodes;
using Bridges.Telegram.Simulator.Tests.Client;

namespace Bridges.Telegram.Simulator.Tests.Chats;

public sealed class PeopleTests : TelegramTest
{
    [Fact]
    public async Task People_are_found_by_name_number_and_user_name()
    {
        var client = await LogInAsync(Alice);
        var dora = Telegram.People.Add("Dora", phone: "+9996615555", username: "dora_sim");

        var contacts = await client.CallAsync("getContacts");
        var byPhone = await client.CallAsync("searchUserByPhoneNumber", new JsonObject { ["phone_number"] = "+9996614444" });
        var byUsername = await client.CallAsync("searchPublicChat", new JsonObject { ["username"] = "dora_sim" });
        var found = await client.CallAsync("searchPublicChats", new JsonObject { ["query"] = "dora_s" });

        Assert.Equal(Bob.Id, Assert.Single(contacts.GetProperty("user_ids").EnumerateArray()).GetInt64());
        Assert.Equal(Carol.Id, byPhone.Long("id"));
        Assert.Equal(dora.Id, byUsername.Long("id"));
        Assert.Contains(found.GetProperty("chat_ids").EnumerateArray(), id => id.GetInt64() == dora.Id);
    }

    [Fact]
    public async Task Nobody_is_found_where_nobody_is()
    {
        var client = await LogInAsync(Alice);

        var refused = await Assert.ThrowsAsync<TdException>(
            () => client.CallAsync("searchPublicChat", new JsonObject { ["username"] = "no_such_name" }));

        Assert.Equal("USERNAME_NOT_OCCUPIED", refused.Reason);
    }

    [Fact]
    public async Task A_client_takes_contacts_in()
    {
        var client = await LogInAsync(Alice);

        var imported = await client.CallAsync("importContacts", new JsonObject
        {
            ["contacts"] = new JsonArray(
                new JsonObject { ["@type"] = "importedContact", ["phone_number"] = "+9996614444", ["first_name"] = "Carol" },
                new JsonObject { ["@type"] = "importedContact", ["phone_number"] = "+9990000000", ["first_name"] = "Nobody" }),
        });

        Assert.Equal([Carol.Id, 0], imported.GetProperty("user_ids").EnumerateArray().Select(id => id.GetInt64()));
    }

    [Fact]
    public async Task A_new_name_and_the_bio_are_seen()
    {
        var client = await LogInAsync(Alice);
        Bob.Bio = "builds things";
        Bob.SendText(Alice.ChatWith(Bob), "hello");
        await NewMessageAsync(client, "hello");

        Bob.Rename(firstName: "Robert", username: "robert_sim");

        var renamed = await client.UpdateAsync("updateUser", update => update.Get("user").Text("first_name") == "Robert");
        Assert.Equal("Builder", renamed.Get("user").Text("last_name"));
        var full = await client.CallAsync("getUserFullInfo", new JsonObject { ["user_id"] = Bob.Id });
        Assert.Equal("builds things", full.Get("bio").Text("text"));
    }
}
