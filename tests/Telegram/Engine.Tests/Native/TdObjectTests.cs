using System.Text;

namespace Bridges.Telegram.Engine.Tests.Native;

public sealed class TdObjectTests
{
    [Theory]
    [InlineData("""{"@type":"ok","@extra":7,"@client_id":3}""", """{"@type":"ok"}""", "7", 3)]
    [InlineData("""{"@type":"ok","@client_id":3,"@extra":{"a":[1,"}"]}}""", """{"@type":"ok"}""", """{"a":[1,"}"]}""", 3)]
    [InlineData("""{"@type":"a","b":{"@extra":1,"@client_id":9},"@client_id":2}""", """{"@type":"a","b":{"@extra":1,"@client_id":9}}""", "", 2)]
    [InlineData("""{"@type":"a","@client_id":2,"b":1}""", """{"@type":"a","@client_id":2,"b":1}""", "", 2)]
    [InlineData("""{"@type":"a"}""", """{"@type":"a"}""", "", 0)]
    [InlineData("""{"@type":"a","authorization_state":null,"@client_id":4}""", """{"@type":"a","authorization_state":null}""", "", 4)]
    public void Routing_fields_are_read_and_cut_off(string json, string body, string extra, int client)
    {
        var read = TdObject.Read(Encoding.UTF8.GetBytes(json));

        Assert.Equal(body, Encoding.UTF8.GetString(read.Body) + "}");
        Assert.Equal(extra, Encoding.UTF8.GetString(read.Extra));
        Assert.Equal(client, read.Client);
    }

    [Theory]
    [InlineData("""{"@type":"updateAuthorizationState","authorization_state":{"@type":"authorizationStateClosed"},"@client_id":1}""", true)]
    [InlineData("""{"@type":"updateAuthorizationState","authorization_state":{"@type":"authorizationStateClosing"},"@client_id":1}""", false)]
    [InlineData("""{"@type":"updateAuthorizationState","authorization_state":null,"@client_id":1}""", false)]
    [InlineData("""{"@type":"message","authorization_state":{"@type":"authorizationStateClosed"},"@client_id":1}""", false)]
    public void Last_word_about_a_client_is_noticed(string json, bool isClosed)
        => Assert.Equal(isClosed, TdObject.Read(Encoding.UTF8.GetBytes(json)).IsClosed);
}
