using System.CommandLine;
using Workers.Fleet.Home;
using static Workers.Fleet.Operate.OperatorAnswer;

namespace Workers.Fleet.Operate;

internal static class ProductCommand
{
    public static Command Create(FleetHome home)
    {
        var code = new Argument<string>("CODE") { Description = "Product code as the channels write it." };
        var item = new Argument<long>("ITEM") { Description = "NetSuite item id." };
        var name = new Option<string?>("--name") { Description = "The item's name; the code when not given." };
        return Verb(home, "map-product", "Map a product code to a NetSuite item; orders that wait for it go on.", [code, item, name],
            (fleet, parsed, token) => fleet.Call("transformation", HttpMethod.Put, "/products",
                new[]
                {
                    new
                    {
                        productCode = parsed.GetRequiredValue(code),
                        netsuiteItemId = parsed.GetRequiredValue(item),
                        name = parsed.GetValue(name) ?? parsed.GetRequiredValue(code),
                    },
                }, token));
    }
}
